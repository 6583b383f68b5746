// The runtime of the lab's containers: the programs of images, and where an image has a shell, the shell's programs too.
// What a Debian image and a BusyBox image do not have is missing there as well. A process that was given a terminal
// gets a line discipline in front of its streams (a pseudo-terminal, as containerd gives it one).

import { type Image, programRuntime, type RuntimeFactory } from '../images/index.ts'
import { createFiles, onTerminal, programTable, runProgram } from '../shell/index.ts'
import type { Program } from '../sim/index.ts'

/**
 * Programs of a training machine that the small images of real life do not bring. Missing: awk, which they do bring; it
 * is loaded when first used, and a container cannot wait for that.
 */
const DEBIAN_LACKS =
  'awk curl envsubst vi vim nano nslookup ping nc wget less more man jq yq column clear reset watch ps kill sudo tree xxd hexdump hd help'.split(
    ' ',
  )
const BUSYBOX_LACKS = 'awk bash curl envsubst jq yq nano vim man column sudo join hd help'.split(' ')

const DIRECTORIES = [
  '/bin/',
  '/dev/',
  '/etc/',
  '/home/',
  '/proc/',
  '/root/',
  '/run/',
  '/sys/',
  '/tmp/',
  '/usr/bin/',
  '/var/log/',
]

const isBusyBox = (image: Image): boolean =>
  image.names.some((name) => /(?:^|\/)(?:busybox|alpine|bash|curl|netshoot)$/.test(name))

/** Words a program's own faults, and gives it a terminal where it has one. */
const contained = (program: Program): Program => ({
  ...program,
  run: (args, io) => (io.stdinIsTty ? onTerminal(program, args, io) : runProgram(program, args, io)),
})

function programsOf(image: Image): readonly Program[] {
  const own = image.programs.map(contained)
  if (!image.shell) return own
  const busybox = isBusyBox(image)
  const has = (name: string): boolean => image.tools?.includes(name) === true
  const lacks = new Set((busybox ? BUSYBOX_LACKS : DEBIAN_LACKS).filter((name) => !has(name)))
  const shells = busybox ? ['sh', 'ash', ...(has('bash') ? ['bash'] : [])] : ['bash', 'sh', 'dash']
  const table = programTable({
    more: image.programs,
    lacks,
    shells,
    dialect: busybox ? 'busybox' : 'dash',
    cannotWait: true,
  })
  return [
    ...own,
    ...[...table.values()].filter(({ name }) => !image.programs.some((mine) => mine.name === name)).map(contained),
  ]
}

export function containerRuntime(): RuntimeFactory {
  const known = new WeakMap<Image, readonly Program[]>()
  return programRuntime({
    programs(image) {
      let programs = known.get(image)
      if (!programs) {
        programs = programsOf(image)
        known.set(image, programs)
      }
      return programs
    },
    files(files, nowMs) {
      const initial = (): Record<string, string> => ({
        ...Object.fromEntries(DIRECTORIES.map((path) => [path, ''])),
        ...files,
      })
      return createFiles({ nowMs, initial })
    },
  })
}
