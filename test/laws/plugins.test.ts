import { describe, expect, test } from 'vitest'
import { installed } from '../../plugins/index.ts'
import { laws } from '../kit/author/in-repository.ts'

describe('plugins of this repository', () => {
  test('are listed once each', () => expect(new Set(installed).size).toBe(installed.length))
})

for (const href of installed) describe(`the plugin ${href.split('/').at(-2)}`, () => laws(new URL(href), test))
