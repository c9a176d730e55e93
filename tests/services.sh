#!/usr/bin/env bash
# Installs what the journeys need, if root may, and runs them. Whatever is missing afterwards is an error, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A needed=(
    [chromium]=chromium
    [postfix]=/usr/sbin/postfix
    [dovecot-imapd]=/usr/lib/dovecot/imap
    [postgresql]=/usr/lib/postgresql
    [libimage-exiftool-perl]=exiftool
    [nginx-light]=/usr/sbin/nginx
    [gettext]=msgfmt
    [openssl]=openssl
    [tesseract-ocr]=tesseract
    [tesseract-ocr-tur]=/usr/share/tesseract-ocr/5/tessdata/tur.traineddata
    [python3-dkim]=/usr/lib/python3/dist-packages/dkim
    [python3-nacl]=/usr/lib/python3/dist-packages/nacl
)
missing=()
for package in "${!needed[@]}"; do
    thing=${needed[$package]}
    [ -e "$thing" ] || command -v "$thing" >/dev/null || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "make test-services needs: ${missing[*]} — install them (apt install ${missing[*]}) and run it again." >&2
        exit 1
    fi
    echo "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # Servers start below, on ports of their own; none may start by itself.
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    rm -f /usr/sbin/policy-rc.d
fi

python=.venv/bin/python
.venv/bin/kopru words --compile
echo "== the whole suite on PostgreSQL"
$python -m tests.servers postgresql -- .venv/bin/pytest -m "not services" -n auto -q
echo "== journeys and real servers on SQLite"
.venv/bin/pytest -m services -q
