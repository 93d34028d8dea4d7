#!/bin/sh
# `./vigie package`: what a hospital without a network needs, in two forms that hold the same files: a .tar.xz to unpack
# anywhere and a .deb. Both bring their own Java runtime. Needs a JDK 25 in JAVA_HOME, xz and dpkg-deb; for Linux on the
# processor of the machine it runs on.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$here"
dist=$here/dist
export LC_ALL=C TZ=UTC
umask 022

say() { echo "vigie package: $*" >&2; }
fail() { say "$*"; exit 1; }

for tool in xz dpkg-deb unzip; do
  command -v "$tool" >/dev/null 2>&1 || fail "needs $tool. On Debian: apt-get install xz-utils dpkg unzip"
done
# The modules Vigie was seen to run with (java.desktop for the sheets: docs/adr/0067); `jdeps` names java.sql as well, for
# types that nobody sends.
modules=java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.security.jgss,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported

work=$dist/work
rm -rf "$work"
rm -rf gateway/target/dependency
say "building the jar and the list of its parts"
./mvnw -q -B -Dquick -Dcyclonedx.skip=false package dependency:copy-dependencies -DincludeScope=runtime \
  -DexcludeGroupIds=org.vigie </dev/null
# shellcheck disable=SC2012 # names of our own making
jar=$(ls -t gateway/target/vigie-gateway-*-all.jar | head -n 1)
version=$(basename "$jar" -all.jar)
version=${version#vigie-gateway-}
case "$(uname -m)" in
  x86_64) debian_architecture=amd64 ;;
  aarch64) debian_architecture=arm64 ;;
  *) fail "no package for $(uname -m) yet" ;;
esac
name=vigie-$version-linux-$(uname -m)
# Files are dated as the commit is, so that two packages of one commit can be compared.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH

app=$work/$name
mkdir -p "$app/bin" "$app/lib" "$app/legal" "$app/systemd"

say "making the runtime"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
  --compress=zip-0 --generate-cds-archive --output "$app/runtime" >"$work/jlink.log" 2>&1 \
  || { cat "$work/jlink.log" >&2; fail "jlink failed"; }
if "$app/runtime/bin/java" --list-modules | grep -q '^jdk\.compiler'; then
  fail "the runtime holds a compiler"
fi

say "gathering"
cp "$jar" "$app/lib/vigie.jar"
cp packaging/launcher "$app/bin/vigie"
chmod 755 "$app/bin/vigie"
cp packaging/systemd/vigie.service "$app/systemd/"
cp packaging/kiosk/vigie-* "$app/bin/"
# To read and to copy from; the program carries its own.
cp -R hardware-profiles/src/main/resources/org/vigie/profiles "$app/profiles"
mkdir "$app/manual"
cp README.md ARCHITECTURE.md CHANGELOG.md SECURITY.md "$app/manual/"
cp -R docs "$app/manual/docs"
cp docs/install-fr.md "$app/INSTALLER-SANS-RESEAU.txt"
cp LICENSE NOTICE "$app/legal/"
cp target/bom.json "$app/legal/sbom.cdx.json"
# The terms and notices that the parts of the jar ask to be handed on.
for part in gateway/target/dependency/*.jar; do
  into=$app/legal/parts/$(basename "$part" .jar)
  unzip -q -o "$part" 'META-INF/LICENSE*' 'META-INF/NOTICE*' 'META-INF/license/*' 'LICENSE*' 'NOTICE*' -d "$into" \
    2>/dev/null || true
  [ -d "$into" ] || echo "$(basename "$part"): carries no licence file of its own; see sbom.cdx.json" >>"$app/legal/parts.txt"
done
find "$app" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
# A demo of some seconds, remembered: classes are loaded and linked in half the time at every later start. The cache knows
# the jar by its date, hence the line above; where it does not fit, the program starts as without it.
say "remembering a start"
VIGIE_JAVA_OPTIONS="-XX:AOTCacheOutput=$app/lib/vigie.aot" "$app/bin/vigie" demo --port 0 --for 8s \
  --data "$work/demo" >"$work/demo.log" 2>&1 || { cat "$work/demo.log" >&2; fail "the packed demo does not run"; }
[ -f "$app/lib/vigie.aot" ] || fail "no cache was made"
"$app/bin/vigie" version >"$app/VERSION" 2>/dev/null || echo "$version" >"$app/VERSION"
find "$app" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

say "packing $name.tar.xz"
tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" \
  | xz -T2 --block-size=16MiB -6 >"$dist/$name.tar.xz"

say "packing the .deb"
debian_version=$(echo "$version" | sed 's/-SNAPSHOT/~snapshot/')
deb=$work/deb
mkdir -p "$deb/DEBIAN" "$deb/usr/bin" "$deb/usr/lib" "$deb/usr/share/doc" "$deb/lib/systemd/system" "$deb/etc/vigie"
cp -R "$app" "$deb/usr/lib/vigie"
rm -rf "$deb/usr/lib/vigie/systemd"
mv "$deb/usr/lib/vigie/manual" "$deb/usr/share/doc/vigie"
mv "$deb/usr/lib/vigie/legal" "$deb/usr/share/doc/vigie/legal"
cp LICENSE "$deb/usr/share/doc/vigie/copyright"
for command in vigie vigie-kiosk vigie-clock vigie-trust-ca; do
  ln -s "../lib/vigie/bin/$command" "$deb/usr/bin/$command"
done
cp packaging/systemd/vigie.service "$deb/lib/systemd/system/"
"$app/bin/vigie" init "$deb/etc/vigie/site.yaml" >/dev/null || fail "vigie init failed"
sed -i 's|^data: .*|data: /var/lib/vigie|' "$deb/etc/vigie/site.yaml"
echo /etc/vigie/site.yaml >"$deb/DEBIAN/conffiles"
for script in postinst prerm postrm; do
  cp "packaging/deb/$script" "$deb/DEBIAN/"
  chmod 755 "$deb/DEBIAN/$script"
done
cat >"$deb/DEBIAN/control" <<CONTROL
Package: vigie
Version: $debian_version
Architecture: $debian_architecture
Maintainer: The Vigie project <vigie@localhost>
Section: science
Priority: optional
Depends: adduser, libc6 (>= 2.28)
Suggests: chromium, cups-client, libnss3-tools, openssl
Installed-Size: $(du -sk "$deb" | cut -f1)
Description: central station for bedside monitors when the hospital's network is gone
 Reads what the monitors of an intensive-care unit send over HL7, keeps it, watches
 over it, and shows and sounds the alarms at one central station. Brings its own Java
 runtime. Not a certified medical device; the bedside alarm stays the primary alarm.
CONTROL
find "$deb" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -z6 --build "$deb" "$dist/vigie_${debian_version}_$debian_architecture.deb" >/dev/null

cd "$dist"
sha256sum "$name.tar.xz" "vigie_${debian_version}_$debian_architecture.deb" >SHA256SUMS
say "runtime $(du -sm "$app/runtime" | cut -f1) MB, jar $(du -m "$app/lib/vigie.jar" | cut -f1) MB, unpacked $(du -sm "$app" | cut -f1) MB"
rm -rf "$work"
du -m -- *.tar.xz *.deb | awk '{ print $2 ": " $1 " MB" }'
cat SHA256SUMS
