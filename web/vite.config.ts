// The site's build. just-bash asks for node:zlib, which no page has: its gzip is left out.

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  base: './',
  resolve: {
    alias: {
      'kubarium/element': here('../src/element/index.ts'),
      'node:zlib': here('./no-zlib.ts'),
    },
  },
  build: {
    target: 'es2022',
    outDir: here('../dist/web'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      // Our rooms do nothing when they are imported (the element defines its tags, so it does): what the first prompt does
      // not use of them is loaded with the lab.
      treeshake: { moduleSideEffects: (id) => !/\/src\/(?!element\/)[a-z]+\//.test(id) },
    },
  },
  server: { fs: { allow: [here('..')] } },
})
