// Who has a name in an image: /etc/passwd of Debian 12 and Alpine 3.22, as far as anybody looks. Missing: /etc/group, and
// those whom an image adds.

import type { Image } from './runtime.ts'

const NOLOGIN = '/usr/sbin/nologin'
const debian = (
  'daemon:1:1:/usr/sbin bin:2:2:/bin sys:3:3:/dev games:5:60:/usr/games man:6:12:/var/cache/man lp:7:7:/var/spool/lpd ' +
  'mail:8:8:/var/mail news:9:9:/var/spool/news uucp:10:10:/var/spool/uucp proxy:13:13:/bin www-data:33:33:/var/www ' +
  'backup:34:34:/var/backups irc:39:39:/run/ircd nobody:65534:65534:/nonexistent'
).split(' ')
const alpine = (
  'bin:1:1:/bin daemon:2:2:/sbin lp:4:7:/var/spool/lpd mail:8:12:/var/mail news:9:13:/usr/lib/news ' +
  'cron:16:16:/var/spool/cron ftp:21:21:/var/lib/ftp ntp:123:123:/var/empty guest:405:100:/dev/null nobody:65534:65534:/'
).split(' ')

export function accounts({ files = {} }: Image): Readonly<Record<string, string>> {
  const small = /^ID=(?:alpine|busybox)$/m.test(files['/etc/os-release'] ?? '')
  const rows = (small ? alpine : debian).map((row) => {
    const [name, user, group, home] = row.split(':')
    return `${name}:x:${user}:${group}:${name}:${home}:${small ? '/sbin/nologin' : NOLOGIN}\n`
  })
  return { '/etc/passwd': `root:x:0:0:root:/root:${small ? '/bin/sh' : '/bin/bash'}\n${rows.join('')}` }
}
