// Finds a Chromium and starts it: CHROME_PATH, then the usual names on PATH, then what Playwright installed. Without one
// the tests fail; they are never skipped.

import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const asked = env['CHROME_PATH']
  if (asked) {
    if (isExecutable(asked)) return asked
    throw new Error(`CHROME_PATH is ${asked}, which cannot be run`)
  }
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name)
      if (folder !== '' && isExecutable(path)) return path
    }
  }
  const installed = chromium.executablePath()
  if (installed && existsSync(installed)) return installed
  throw new Error(
    'no Chromium was found: set CHROME_PATH, install the package "chromium", or run "npx playwright-core install chromium"',
  )
}

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The browser's own pages, which would load beside the one that is looked at.
      '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
    ],
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
