#!/bin/sh
# Installs what the browser test needs and is not there: Node and Chromium by
# apt, which takes root, and two packages of npm beside this file.
set -e
cd "$(dirname "$0")"
missing=
command -v node >/dev/null && command -v npm >/dev/null || missing="nodejs npm"
test -x "${CHROMIUM:-/usr/bin/chromium}" || missing="$missing chromium"
if [ -n "$missing" ]; then
	echo "installing $missing"
	apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
for p in playwright-core axe-core; do
	want=$(sed -n "s/.*\"$p\": \"\(.*\)\".*/\1/p" package.json)
	have=$(sed -n 's/^  "version": "\(.*\)",/\1/p' "node_modules/$p/package.json" 2>/dev/null || true)
	if [ "$want" != "$have" ]; then
		npm install --no-package-lock --no-audit --no-fund --ignore-scripts --silent
		break
	fi
done
