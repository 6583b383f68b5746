// MySQL, MariaDB and PostgreSQL, as far as their first minute: they refuse to start without a password with their own
// words, else they initialise, listen, and stop politely. While they initialise, the first process is the entrypoint's
// shell, which has no trap: a SIGTERM of that time is lost, and the pod takes its whole grace (docker-entrypoint.sh of
// docker-library/mysql 8.4 and docker-library/postgres 17). Missing: everything said in SQL.

import type { Io, Program } from '../sim/index.ts'
import type { Image } from './runtime.ts'
import { reply, serve } from './serve.ts'

const refuse = () => reply(400, '')

function entrypointLine(io: Io, level: string, text: string): string {
  return `${new Date(io.host.nowMs()).toISOString().slice(0, 19).replace('T', ' ')}+00:00 [${level}] [Entrypoint]: ${text}\n`
}

function mysqlEntrypoint(server: string, full: string, variables: string, daemon: string): Program {
  return {
    name: 'docker-entrypoint.sh',
    *run(args, io) {
      const [first = ''] = args
      if (first !== daemon && !first.startsWith('-')) return yield* io.run(args)
      const note = (text: string): boolean => io.stdout.write(entrypointLine(io, 'Note', text))
      note(`Entrypoint script for ${full} started.`)
      note("Switching to dedicated user 'mysql'")
      note(`Entrypoint script for ${full} started.`)
      const names = ['ROOT_PASSWORD', 'ALLOW_EMPTY_PASSWORD', 'RANDOM_ROOT_PASSWORD'].map((name) => variables + name)
      const given = [...names, ...names.map((name) => name.replace(variables, 'MYSQL_'))].some((name) =>
        io.env.get(name),
      )
      if (!given) {
        const list = `${names.map((name) => `    - ${name}`).join('\n')}\n`
        const what = 'Database is uninitialized and password option is not specified'
        io.stderr.write(entrypointLine(io, 'ERROR', what))
        io.stderr.write(`    You need to specify one of the following as an environment variable:\n${list}`)
        return 1
      }
      note('Initializing database files')
      yield* pause(io, 4000)
      note('Database files initialized')
      note('Starting temporary server')
      yield* pause(io, 2000)
      note('Temporary server started.')
      note('Stopping temporary server')
      note('Temporary server stopped')
      note(`${server} init process done. Ready for start up.`)
      return yield* io.run([daemon])
    },
  }
}

function* pause(io: Io, ms: number) {
  const untilMs = io.host.nowMs() + ms
  while (io.host.nowMs() < untilMs) yield { untilMs }
}

const mysqld = (name: string, version: string): Program => ({
  name,
  *run(_, io) {
    const system = (text: string): string =>
      `${new Date(io.host.nowMs()).toISOString().slice(0, 23)}000Z 0 [System] ${text}\n`
    const ready = `[MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`
    return yield* serve(io, {
      ports: [3306],
      started: () => system(`[MY-015015] [Server] MySQL Server - start.`) + system(ready),
      answer: refuse,
      stopping: () =>
        system('[MY-013172] [Server] Received SHUTDOWN from user <via user signal>. Shutting down mysqld.') +
        system('[MY-010910] [Server] /usr/sbin/mysqld: Shutdown complete.'),
    })
  },
})

const postgresEntrypoint: Program = {
  name: 'docker-entrypoint.sh',
  *run(args, io) {
    const [first = ''] = args
    if (first !== 'postgres' && !first.startsWith('-')) return yield* io.run(args)
    if (!io.env.get('POSTGRES_PASSWORD') && io.env.get('POSTGRES_HOST_AUTH_METHOD') !== 'trust') {
      io.stderr.write(
        [
          'Error: Database is uninitialized and superuser password is not specified.',
          '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
          '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
          '',
          '       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all',
          '       connections without a password. This is *not* recommended.',
          '',
          '       See PostgreSQL documentation about "trust":',
          '       https://www.postgresql.org/docs/current/auth-trust.html',
          '',
        ].join('\n'),
      )
      return 1
    }
    io.stdout.write('The files belonging to this database system will be owned by user "postgres".\n')
    io.stdout.write('This user must also own the server process.\n\n')
    yield* pause(io, 2500)
    io.stdout.write('PostgreSQL init process complete; ready for start up.\n\n')
    return yield* io.run(['postgres'])
  },
}

const postgres: Program = {
  name: 'postgres',
  *run(_, io) {
    const line = (text: string): string =>
      `${new Date(io.host.nowMs()).toISOString().slice(0, 23).replace('T', ' ')} UTC [1] LOG:  ${text}\n`
    return yield* serve(io, {
      ports: [5432],
      started: () =>
        line('starting PostgreSQL 17.5 (Debian 17.5-1.pgdg120+1) on x86_64-pc-linux-gnu') +
        line('listening on IPv4 address "0.0.0.0", port 5432') +
        line('database system is ready to accept connections'),
      answer: refuse,
      stopping: () => line('received fast shutdown request') + line('database system is shut down'),
    })
  },
}

const image = (
  names: readonly string[],
  tags: RegExp,
  command: string,
  programs: readonly Program[],
  pullMs: number,
  sizeBytes: number,
): Image => ({
  names,
  hasTag: (tag) => tags.test(tag),
  entrypoint: ['docker-entrypoint.sh'],
  command: [command],
  shell: true,
  programs,
  pullMs,
  sizeBytes,
})

export const databaseImages: readonly Image[] = [
  image(
    ['mysql'],
    /^(latest|lts|innovation|5(\.[67](\.\d+)?)?|8(\.[04](\.\d+)?)?|9(\.\d+){0,2})(-(debian|oracle|oraclelinux\d))?$/,
    'mysqld',
    [mysqlEntrypoint('MySQL', 'MySQL Server 8.4.5-1.el9', 'MYSQL_', 'mysqld'), mysqld('mysqld', '8.4.5')],
    7800,
    233_881_243,
  ),
  image(
    ['mariadb'],
    /^(latest|lts|1[0-2](\.\d+){0,2})(-(jammy|noble|ubi\d?))?$/,
    'mariadbd',
    [
      mysqlEntrypoint('MariaDB', 'MariaDB Server 1:11.7.2+maria~ubu2404', 'MARIADB_', 'mariadbd'),
      mysqld('mariadbd', '11.7.2-MariaDB'),
    ],
    5200,
    105_331_520,
  ),
  image(
    ['postgres'],
    /^(latest|alpine|9\.\d|1[0-7](\.\d+)?)(-(alpine|bookworm|bullseye)[\d.]*)?$/,
    'postgres',
    [postgresEntrypoint, postgres],
    5600,
    155_847_680,
  ),
]
