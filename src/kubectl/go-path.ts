// Paths as Go's path package handles them (path.Clean, Join, Dir, Base).

export function cleanPath(path: string): string {
  const rooted = path.startsWith('/')
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') names.push(name)
    else if (names.length > 0 && names.at(-1) !== '..') names.pop()
    else if (!rooted) names.push('..')
  }
  return `${rooted ? '/' : ''}${names.join('/')}` || '.'
}

export function joinPaths(...parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '')
  return given.length === 0 ? '' : cleanPath(given.join('/'))
}

export const directoryOf = (path: string): string => cleanPath(path.slice(0, path.lastIndexOf('/') + 1))

export function baseOf(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}
