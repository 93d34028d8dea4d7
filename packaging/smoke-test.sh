#!/bin/sh
# The packed image on a machine that has nothing: unpacked into an empty folder and started by an account without rights,
# with no Java on its path, in a network namespace without a route. As root; leaves nothing behind.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
fail() { echo "smoke test: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "needs root, for the network namespace"
cd "$here/dist"
sha256sum --check SHA256SUMS
# shellcheck disable=SC2012 # names of our own making
archive=$(ls -t vigie-*.tar.xz | head -n 1)
# shellcheck disable=SC2012
deb=$(ls -t vigie_*.deb | head -n 1)

place=$(mktemp -d)
namespace=vigie-smoke-$$
trap 'ip netns delete "$namespace" 2>/dev/null || true; rm -rf "$place"' EXIT INT TERM
chmod 755 "$place"
mkdir "$place/tools" "$place/home"
chown nobody "$place/home"
# All that the launcher may find; above all no java.
for tool in sh dirname readlink; do
  ln -s "$(command -v "$tool")" "$place/tools/$tool"
done
tar -C "$place" -xJf "$archive"
vigie=$place/$(basename "$archive" .tar.xz)/bin/vigie

ip netns add "$namespace"
ip -n "$namespace" link set lo up
[ -z "$(ip -n "$namespace" route)" ] || fail "the namespace has a route"

alone() {
  ip netns exec "$namespace" setpriv --reuid=nobody --regid=nogroup --clear-groups --no-new-privs \
    env -i "PATH=$place/tools" "HOME=$place/home" LANG=C.UTF-8 /bin/sh -c 'cd && exec "$@"' sh "$@"
}
alone sh -c 'command -v java' && fail "java is on the path"

echo "smoke test: $(alone "$vigie" version | head -n 1)"
start=$(date +%s%N)
status=0
alone "$vigie" demo --port 0 --for 10s --data "$place/home/data" >"$place/out" 2>"$place/err" || status=$?
took=$((($(date +%s%N) - start) / 1000000))
sed 's/^/  stdout: /' "$place/out"
if [ "$status" != 0 ] || ! grep -Eq '^Vigie ready: http://127\.0\.0\.1:[0-9]+/$' "$place/out"; then
  sed 's/^/  stderr: /' "$place/err" >&2
  fail "exit code $status"
fi
echo "smoke test: demo of 10 s without a network: exit 0 after $took ms, $(grep -c . "$place/out") line on stdout"

echo "smoke test: $deb"
dpkg-deb --info "$deb" | sed -n 's/^ \(Package\|Version\|Architecture\|Installed-Size\|Depends\):/  \1:/p'
dpkg-deb --contents "$deb" >"$place/contents"
for file in ./usr/bin/vigie ./usr/lib/vigie/runtime/bin/java ./usr/lib/vigie/lib/vigie.jar ./etc/vigie/site.yaml \
  ./lib/systemd/system/vigie.service ./usr/share/doc/vigie/copyright ./usr/share/doc/vigie/legal/sbom.cdx.json \
  ./usr/share/doc/vigie/README.md; do
  grep -q " $file\( \|$\)" "$place/contents" || fail "the .deb lacks $file"
done
echo "  $(grep -c . "$place/contents") entries, all that must be there is there"
dpkg-deb --extract "$deb" "$place/deb"
alone "$place/deb/usr/lib/vigie/bin/vigie" check --config "$place/deb/etc/vigie/site.yaml" \
  || fail "the site.yaml of the .deb does not pass its own check"
# Where `vigie journal` looks by itself, and where the service may write.
grep -qx 'data: /var/lib/vigie' "$place/deb/etc/vigie/site.yaml" || fail "the site.yaml of the .deb keeps its data elsewhere"
if command -v systemd-analyze >/dev/null 2>&1; then
  systemd-analyze security --offline=true "$place/deb/lib/systemd/system/vigie.service" | tail -n 1
fi
echo "smoke test: passed"
