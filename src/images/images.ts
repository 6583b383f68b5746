// Every image that can be pulled. A new one is one file and one line here.

import { answeringImages } from './answering.ts'
import { baseImages } from './base.ts'
import { curlImage } from './curl.ts'
import { databaseImages } from './databases.ts'
import { httpdImage } from './httpd.ts'
import { nginxImage } from './nginx.ts'
import { redisImage } from './redis.ts'
import type { Image } from './runtime.ts'
import { systemImages } from './system.ts'

export const images: readonly Image[] = [
  nginxImage,
  httpdImage,
  redisImage,
  curlImage,
  ...baseImages,
  ...databaseImages,
  ...answeringImages,
  ...systemImages,
]
