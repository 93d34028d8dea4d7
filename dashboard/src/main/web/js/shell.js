// Keeps the files of this page in the browser, so that it opens while the gateway is away. Only where the browser allows
// it: https with a trusted certificate, or this machine itself. Nothing depends on it.

import { scriptUrl } from './dom.js';

/** After what matters has begun. */
const LATER_MS = 4000;
const AGAIN_MS = 60_000;
const KEY = 'vigie.reloaded';

export function keepShell() {
  if (window.isSecureContext && navigator.serviceWorker) {
    setTimeout(() => void register(), LATER_MS);
  }
}

async function register() {
  const state = document.documentElement.dataset;
  try {
    await navigator.serviceWorker.register(scriptUrl('vigie-shell', '/sw.js'), { updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    state.shell = 'kept';
  } catch {
    state.shell = 'none'; // a certificate that somebody clicked through
  }
}

/** True for a page that was opened without the gateway and is not of the version that the gateway now has. */
export function isOutdated(build) {
  const { kept } = document.documentElement.dataset;
  const often = Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) < AGAIN_MS;
  const outdated = kept !== undefined && !build.endsWith(kept) && !often;
  if (outdated) {
    sessionStorage.setItem(KEY, String(Date.now()));
  }
  return outdated;
}
