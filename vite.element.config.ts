import { join } from 'node:path'
import { defineConfig } from 'vite'
import { descriptions } from './scripts/descriptions-plugin.ts'
import { treeshake } from './scripts/treeshake.ts'

// The element for other people's pages: one entry, `dist/element/kubarium.js`, and the parts that it loads when needed.
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [descriptions()],
  resolve: { alias: { 'node:zlib': join(import.meta.dirname, 'web/no-zlib.ts') } },
  worker: { format: 'es', rollupOptions: { treeshake } },
  build: {
    target: 'es2022',
    outDir: 'dist/element',
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: 'src/element/index.ts',
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'kubarium.js' },
      treeshake,
    },
  },
})
