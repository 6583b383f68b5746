// How large the engine is that a page must have before anything runs: sim, api, kinds, controllers and network, bundled
// and made small as for the page, without the schema files and the images.
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'

const ROOMS = ['sim', 'api', 'kinds', 'controllers', 'network']
const ENTRY = 'virtual:engine'

/** Bytes, gzipped. */
export async function engineSize(root: string): Promise<number> {
  const doors = ROOMS.map((room) => join(root, 'src', room, 'index.ts'))
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: ENTRY, formats: ['es'] },
      minify: true,
      target: 'es2022',
      rolldownOptions: { external: [/images\/index\.ts$/] },
    },
    plugins: [
      {
        name: 'engine',
        enforce: 'pre',
        resolveId: (id) => (id.endsWith(ENTRY) ? `\0${ENTRY}` : null),
        load(id) {
          if (id === `\0${ENTRY}`) return doors.map((door) => `export * from ${JSON.stringify(door)}`).join('\n')
          return id.endsWith('.json') ? '{}' : null
        },
      },
    ],
  })) as Rollup.RollupOutput[]
  const code = result.flatMap(({ output }) => output.flatMap((part) => (part.type === 'chunk' ? [part.code] : [])))
  return gzipSync(code.join('\n'), { level: 9 }).length
}
