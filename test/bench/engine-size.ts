// How large the engine is: sim, api, kinds, controllers and network, bundled and made small as for the page, without the
// schema files and the images. What must be there before anything runs, and that with what comes with kubectl.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'

const ROOMS = ['sim', 'api', 'kinds', 'controllers', 'network']
const ENTRY = 'virtual:engine'

/** Bytes, gzipped, of what the rooms' doors of these names lead to. */
export async function engineSize(root: string, names: readonly string[]): Promise<number> {
  const doors = ROOMS.flatMap((room) => names.map((name) => join(root, 'src', room, name))).filter(existsSync)
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: ENTRY, formats: ['es'] },
      minify: true,
      target: 'es2022',
      rolldownOptions: { external: [/(images|shell)\/index\.ts$/] },
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
