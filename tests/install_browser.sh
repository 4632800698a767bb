#!/bin/sh
# Brings what the browser tests need into a virtual environment and onto the machine: Chromium, and axe-core, which
# checks accessibility. Does nothing where both are there. Where something cannot be brought, it says how to do so by
# hand, and those tests are skipped.
# usage: install_browser.sh VENV
venv=$1
axe=4.14.1

if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    fi
    command -v chromium >/dev/null || echo "browser tests are skipped: no Chromium; try: sudo apt-get install chromium" >&2
fi
if [ ! -f "$venv/node_modules/axe-core/axe.min.js" ]; then
    npm install --silent --no-save --no-package-lock --prefix "$venv" "axe-core@$axe" ||
        echo "accessibility tests are skipped: try: npm install --prefix $venv axe-core@$axe" >&2
fi
exit 0
