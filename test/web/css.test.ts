import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Of the pages, and of panels: those stand on pages beside them. */
const sheets = ['web', 'plugins'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css') && !path.startsWith('dist'))
    .map((path) => join(folder, path)),
)

describe('the styles of the pages', () => {
  it('dress a class in one file: all of them may stand on one page', () => {
    const homes = new Map<string, Set<string>>()
    for (const sheet of sheets)
      for (const [, name] of readFileSync(join(root, sheet), 'utf8').matchAll(/^ {2}\.([\w-]+)(?: \{|,)/gm))
        homes.set(name!, (homes.get(name!) ?? new Set()).add(sheet))
    expect(homes.size).toBeGreaterThan(300)
    expect([...homes].filter(([, files]) => files.size > 1).map(([name, files]) => [name, ...files])).toEqual([])
  })
})
