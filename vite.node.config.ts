import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { descriptions } from './scripts/descriptions-plugin.ts'

// The `kubarium` command as one file that plain Node 20 runs; nothing outside of Node itself is left to import.
export default defineConfig({
  build: {
    ssr: 'src/node/main.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      // ws asks for these where they happen to be installed, and does without.
      external: ['bufferutil', 'utf-8-validate'],
      output: { entryFileNames: 'kubarium.js', banner: '#!/usr/bin/env node', codeSplitting: false },
    },
  },
  // The bundle for browsers has no native parts, which would stay outside of the one file.
  resolve: { alias: { 'just-bash': join(import.meta.dirname, 'node_modules/just-bash/dist/bundle/browser.js') } },
  ssr: { noExternal: true },
  plugins: [
    descriptions(),
    {
      name: 'executable',
      writeBundle: ({ dir }) => chmodSync(join(dir ?? 'dist', 'kubarium.js'), 0o755),
    },
  ],
})
