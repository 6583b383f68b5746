// Every image that can be pulled. A new one is one file and one line here.

import { nginxImage } from './nginx.ts'
import type { Image } from './runtime.ts'
import { systemImages } from './system.ts'

export const images: readonly Image[] = [nginxImage, ...systemImages]
