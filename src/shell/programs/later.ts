// Programs that are loaded after the first prompt.

import type { Program } from '../../sim/index.ts'
import { md5sum, sha1sum, sha256sum } from './checksums.ts'
import { diff } from './diff.ts'
import { hd, hexdump, od, xxd } from './dump.ts'
import { less } from './less.ts'
import { comm, expand, fold, join, unexpand } from './line-tools.ts'
import { more } from './more.ts'
import { shuf } from './shuf.ts'
import { tree } from './tree.ts'

export const laterPrograms: readonly Program[] = [
  comm,
  diff,
  expand,
  fold,
  hd,
  hexdump,
  join,
  less,
  md5sum,
  more,
  od,
  sha1sum,
  sha256sum,
  shuf,
  tree,
  unexpand,
  xxd,
]
