import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signInFrom, toOwnPath } from './own-path.ts'

const origin = 'http://127.0.0.1:4000'

describe('the place to go to after signing in', () => {
  it.each([
    ['/runs?quality=bad#526080', '/runs?quality=bad#526080'],
    ['/fills/8178', '/fills/8178'],
    [null, '/'],
    ['', '/'],
    ['runs', '/'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['/.//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?to=/runs', '/'],
  ])('of %j is %s', (text, path) => {
    expect(toOwnPath(text, origin)).toBe(path)
  })

  it('is one of ours, whatever is asked', () => {
    const nasty = fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', '\t', '\n', ' ', '%', 'a', '?', '#', '2', 'F') })
    fc.assert(
      fc.property(fc.oneof(nasty, fc.webUrl(), fc.string()), (text) => {
        const path = toOwnPath(text, origin)
        expect(path.startsWith('/')).toBe(true)
        expect(new URL(path, origin).origin).toBe(origin)
      }),
    )
  })

  it('is where the reader was', () => {
    const place = { pathname: '/runs', search: '?q=detector:ITS&from=now-12h' }
    const asked = new URL(signInFrom(place), origin).searchParams.get('to')
    expect(toOwnPath(asked, origin)).toBe(place.pathname + place.search)
    expect(signInFrom({ pathname: '/', search: '' })).toBe('/sign-in')
  })
})
