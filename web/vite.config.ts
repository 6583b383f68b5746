// The site's build. just-bash asks for node:zlib, which no page has: its gzip is left out.

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { descriptions } from '../scripts/descriptions-plugin.ts'
import { treeshake } from '../scripts/treeshake.ts'
import { lessons } from './lessons.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  base: './',
  plugins: [lessons(here('../scenarios')), descriptions()],
  resolve: {
    alias: {
      'kubarium/element': here('../src/element/index.ts'),
      'node:zlib': here('./no-zlib.ts'),
    },
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    outDir: here('../dist/web'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    // Lessons are read as files; inlined they would be scripts.
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'yaml', test: /node_modules[\\/]yaml[\\/]/ },
            // Without the HTTP door, which a page needs only when somebody asks for it, and without what comes with kubectl.
            {
              name: 'objects',
              test: /src[\\/]api[\\/](?!http|descriptions|protobuf|openapi|typed-reader|index|later|patch|apply|json-patch|strategic|field-merge|merge-patch)/,
            },
          ],
        },
      },
      treeshake,
    },
  },
  worker: { format: 'es', rollupOptions: { treeshake } },
  server: { fs: { allow: [here('..')] } },
})
