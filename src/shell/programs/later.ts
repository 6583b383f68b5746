// Programs that are loaded when one of them is first used.

import type { Program } from '../../sim/index.ts'
import { hd, hexdump, od, xxd } from './dump.ts'
import { comm, expand, fold, join, unexpand } from './line-tools.ts'
import { tree } from './tree.ts'

export const laterPrograms: readonly Program[] = [comm, expand, fold, hd, hexdump, join, od, tree, unexpand, xxd]
