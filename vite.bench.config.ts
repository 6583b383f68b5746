import { defineConfig } from 'vite'
import { descriptions } from './scripts/descriptions-plugin.ts'
import node from './vite.node.config.ts'

// The bench as one file, bundled as the product is: what runs TypeScript in place wraps every function, which costs a
// third of the time and of the heap that are measured.
export default defineConfig({
  ...node,
  build: {
    ...node.build,
    ssr: 'test/bench/bench.ts',
    rolldownOptions: { external: ['vite'], output: { entryFileNames: 'bench.js', codeSplitting: false } },
  },
  plugins: [descriptions()],
  logLevel: 'warn',
})
