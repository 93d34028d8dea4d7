// The shell of the page for the time in which the gateway is away: it opens, says so, and shows no value, since none is
// kept here. The gateway always comes first, and nothing but the files of this one version is ever kept (central-ui.md
// 7.4). VERSION and FILES are filled in by the gateway: a page of another content is another worker.

const VERSION = '@VERSION@';
const FILES = '@FILES@'.split(' ');
const CACHE = `vigie-${VERSION}`;
const PATIENCE_MS = 2000;
/** Pages that were opened without the gateway: what they load next is here, of the same version. */
const adrift = new Set();

self.addEventListener('install', (event) => {
  const whole = caches.open(CACHE).then((cache) => cache.addAll(FILES.map((path) => new Request(path, { cache: 'reload' }))));
  event.waitUntil(whole.then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method === 'GET' && origin === location.origin && FILES.includes(pathname)) {
    const alone = event.request.mode !== 'navigate' && adrift.has(event.clientId);
    event.respondWith(alone ? kept(pathname) : answer(event, pathname));
  }
});

async function answer(event, path) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    return await fetch(path, { signal: giveUp.signal, cache: 'no-cache' });
  } catch {
    if (event.resultingClientId !== '') {
      adrift.add(event.resultingClientId);
    }
    return kept(path);
  } finally {
    clearTimeout(timer);
  }
}

/** A page from here is told which version it is: it meets a gateway that may be newer. */
async function kept(path) {
  const found = await caches.match(path, { cacheName: CACHE });
  if (!found || path !== '/') {
    return found ?? Response.error();
  }
  const html = (await found.text()).replace('<html', `<html data-kept="${VERSION}"`);
  return new Response(html, { headers: found.headers });
}
