// Lessons as the site serves them: each folder under scenarios/ as one JSON file of its texts, `<course>/<lesson>.json`.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const folders = (path: string): string[] => readdirSync(path).filter((name) => statSync(join(path, name)).isDirectory())

function bundle(folder: string): string {
  const texts = readdirSync(folder)
    .filter((name) => /\.(yaml|md)$/.test(name))
    .map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')])
  return JSON.stringify(Object.fromEntries(texts))
}

export function lessons(root: string): Plugin {
  const all = (): [string, string][] =>
    folders(root).flatMap((course) =>
      folders(join(root, course)).map((lesson): [string, string] => [
        `scenarios/${course}/${lesson}.json`,
        join(root, course, lesson),
      ]),
    )
  return {
    name: 'lessons',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0]?.slice(1)
        const found = all().find(([name]) => name === path)
        if (!found) return next()
        response.setHeader('Content-Type', 'application/json')
        response.end(bundle(found[1]))
      })
    },
    generateBundle() {
      for (const [fileName, folder] of all()) this.emitFile({ type: 'asset', fileName, source: bundle(folder) })
    },
  }
}
