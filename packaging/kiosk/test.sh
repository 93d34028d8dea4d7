#!/bin/sh
# Tests of the scripts beside it, without a screen and without root: sh packaging/kiosk/test.sh
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

# Clock: confirmed, nonsense, never confirmed.
printf 'y\n' | VIGIE_CLOCK_TEST=yes "$here/vigie-clock" >/dev/null || fail "a confirmed clock"
printf 'n\nyesterday\no\n' | VIGIE_CLOCK_TEST=yes "$here/vigie-clock" >/dev/null 2>"$work/said" || fail "nonsense, then confirmed"
grep -q 'not a date' "$work/said" || fail "nonsense is named"
if yes '' | head -n 20 | VIGIE_CLOCK_TEST=yes "$here/vigie-clock" >/dev/null 2>&1; then fail "an unconfirmed clock"; fi

# Kiosk: what the browser is started with, and that a crash leaves no question.
mkdir -p "$work/bin" "$work/state/vigie-kiosk/Default"
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"%s/args"\n' "$work" >"$work/bin/fake-browser"
chmod 755 "$work/bin/fake-browser"
printf '{"exited_cleanly":false,"exit_type":"Crashed"}' >"$work/state/vigie-kiosk/Default/Preferences"
PATH="$work/bin:$PATH" DISPLAY='' VIGIE_BROWSER=fake-browser VIGIE_KIOSK_ONCE=yes XDG_STATE_HOME="$work/state" \
  "$here/vigie-kiosk" https://127.0.0.1:8443/ 2>/dev/null || fail "kiosk"
grep -qx -- '--app=https://127.0.0.1:8443/' "$work/args" || fail "address"
grep -qx -- '--autoplay-policy=no-user-gesture-required' "$work/args" || fail "sound without a gesture"
grep -q '"exited_cleanly":true,"exit_type":"Normal"' "$work/state/vigie-kiosk/Default/Preferences" || fail "crash bubble"
if "$here/vigie-kiosk" not-an-address 2>/dev/null; then fail "a bad address"; fi

# Authority: only with the fingerprint on paper.
if command -v certutil >/dev/null 2>&1; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Test -addext basicConstraints=critical,CA:TRUE \
    -keyout "$work/key" -out "$work/ca.crt" 2>/dev/null
  print=$(openssl x509 -in "$work/ca.crt" -noout -fingerprint -sha256 | cut -d= -f2)
  export VIGIE_NSS_STORE="$work/nss"
  if "$here/vigie-trust-ca" "$work/ca.crt" "$(printf '%s' "$print" | tr '0-9A-F' '1-9A-F0')" 2>/dev/null; then fail "a wrong fingerprint"; fi
  [ ! -f "$work/nss/cert9.db" ] || fail "a refused authority leaves no store"
  "$here/vigie-trust-ca" "$work/ca.crt" "$print" >/dev/null || fail "the right fingerprint"
  "$here/vigie-trust-ca" "$work/ca.crt" "$(printf '%s' "$print" | tr 'A-F' 'a-f' | tr ':' ' ')" >/dev/null || fail "typed differently, and again"
  certutil -d "sql:$work/nss" -L | grep -q 'vigie-site-ca *C,,' || fail "trusted"
else
  echo "certutil is not here: the authority script is not tested (Debian: libnss3-tools)"
fi
echo "kiosk scripts: all good"
