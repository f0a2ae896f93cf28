import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commands } from '../../server/cli/commands.ts'
import { bin, createFolder, logline, olderNode } from './process.ts'

const older = olderNode()

describe('the logline command', () => {
  it('may be executed', () => {
    expect(statSync(bin).mode & 0o111).toBe(0o111)
  })

  it('answers --version with the version alone', async () => {
    const { code, stdout, stderr } = await logline(['--version'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/)
  })

  it.skipIf(older === undefined)('runs in a shell whose Node is too old, by the Node that npm brought', async () => {
    const { code, stdout } = await logline(['help', 'token', 'revoke'], { node: older ?? '' })
    expect(code).toBe(0)
    expect(stdout).toContain('logline token revoke <id>')
  })

  it.skipIf(older === undefined)('passes the exit code on from there', async () => {
    expect((await logline(['token', 'revoke', 'x'], { node: older ?? '' })).code).toBe(2)
  })

  it('does not complain when nobody reads on', async () => {
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${bin}" help import runs | head -1; echo end`], {
      stdio: 'pipe',
    })
    const said: string[] = []
    shell.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    shell.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    // Not when it has ended, but when all that it said has come.
    await once(shell, 'close')
    expect(said.join('')).toBe('Import runs.\nend\n')
  })

  it('says in one line which settings are wrong', async () => {
    const { code, stderr } = await logline(['token', 'list'], { env: { LOGLINE_DATAS: 'x' } })
    expect(code).toBe(1)
    expect(stderr).toContain('did you mean LOGLINE_DATA?')
    expect(stderr).not.toContain('    at ')
  })

  it('says in one line that the database is not there, without its password', async () => {
    const { code, stdout, stderr } = await logline(['token', 'list'], {
      env: { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/logbook' },
    })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^logline: .*ECONNREFUSED.*\n$/)
    expect(stderr).not.toContain('secret')
  })

  it('imports nothing at all when a file is missing', async () => {
    using folder = createFolder()
    const { code, stderr } = await logline(
      ['import', 'fills', folder.file('a.csv', 'number\n1\n'), `${folder.path}/b.csv`],
      {
        env: { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
      },
    )
    expect(code).toBe(1)
    expect(stderr).toContain('b.csv: there is no such file; nothing was imported')
  })
})

describe('each command', () => {
  it.each(commands.map((command) => [command.name, command] as const))(
    '%s has a summary, examples of itself, and options that say what they are',
    (name, command) => {
      expect(command.summary).toMatch(/^[A-Z].*[^.]$/)
      expect(command.examples.length).toBeGreaterThan(0)
      for (const example of command.examples) expect(example).toContain(`logline ${name}`)
      for (const { about } of Object.values(command.options)) expect(about.length).toBeGreaterThan(5)
    },
  )
})
