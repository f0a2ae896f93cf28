import { describe, expect, it } from 'vitest'
import { concernsOthers, rights, rightsOfRole, roles } from '../../server/domain/access.ts'
import { isOwn, lackingFor, rightWords, roleWords } from '../../web/pages/admin/right-words.ts'

describe('what the page of tokens says of rights', () => {
  it('has words for each right and each role, and for nothing else', () => {
    expect(Object.keys(rightWords)).toEqual([...rights])
    expect(roleWords.map(({ role }) => role)).toEqual([...roles])
  })

  it('knows what concerns nobody but its holder, as the server does', () => {
    expect(rights.filter(isOwn)).toEqual(rights.filter((right) => !concernsOthers(right)))
  })

  it.each(roles)('counts what %s may as the server does', (role) => {
    expect(lackingFor(role, () => false).toSorted()).toEqual([...rightsOfRole[role]].toSorted())
    expect(lackingFor(role, (right) => rightsOfRole[role].includes(right as never))).toEqual([])
  })
})
