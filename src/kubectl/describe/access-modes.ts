// Access modes in short, always in the same order (k8s.io/kubectl/pkg/util/storage/storage.go, v1.33).

const shortNames = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const

/** 'RWO,RWX' */
export function accessModesText(modes: readonly string[] | undefined): string {
  return shortNames
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',')
}
