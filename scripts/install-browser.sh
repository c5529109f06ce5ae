#!/bin/sh
# Installs Debian's Chromium for the tests of the report page, where it is missing and may be installed: as root, on a
# system with apt. Elsewhere it leaves things as they are; the tests then skip, or fail when CI=true asks for them.
set -eu

if [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium >/dev/null 2>&1; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
  echo "no Chromium, and no way to install it here: the page tests need CHROMIUM_PATH or /usr/bin/chromium" >&2
  exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
for attempt in 1 2 3; do
  if apt-get -qq -o Acquire::Retries=3 update >"$log" 2>&1 &&
    apt-get -qq -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 install --no-install-recommends chromium >>"$log" 2>&1; then
    exit 0
  fi
  echo "installing Chromium failed (attempt $attempt of 3)" >&2
done
cat "$log" >&2
# CI has promised a browser; anybody else can do without.
[ "${CI:-}" != true ]
