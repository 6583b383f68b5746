// What every build needs for the descriptions: that they are there, and that their notice goes where they go.

import { existsSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { descriptionsPath, noticePath, writeDescriptions } from './descriptions.ts'

export function descriptions(): Plugin {
  return {
    name: 'descriptions',
    buildStart() {
      // Whoever installs without npm's scripts has none.
      if (!existsSync(descriptionsPath) || !existsSync(noticePath)) writeDescriptions()
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'NOTICE.txt', source: readFileSync(noticePath) })
    },
  }
}
