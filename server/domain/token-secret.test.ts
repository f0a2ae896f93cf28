import { describe, expect, it } from 'vitest'
import { isSecret } from './token-secret.ts'

const secret = 'll_pat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

describe('isSecret', () => {
  it.each(['', 'll_pat_', secret, `${secret}AAAAAA`, 'Bearer x', `ll_adm_${'A'.repeat(49)}`])(
    'refuses "%s"',
    (text) => {
      expect(isSecret(text)).toBe(false)
    },
  )
})
