import { CombinedError } from '@urql/core'
import { describe, expect, it } from 'vitest'
import { toFault } from './fault.ts'

const answer = (status: number, requestId = 'of-the-header') =>
  new Response('', { status, headers: { 'x-request-id': requestId } })
const graphQL = (extensions: object, response?: Response) =>
  toFault(new CombinedError({ graphQLErrors: [{ message: 'words', extensions: { ...extensions } }], response }))
const network = (response?: Response) => toFault(new CombinedError({ networkError: new Error('Not Found'), response }))

describe('what went wrong', () => {
  it('has the words, the code and the request of the server', () => {
    const fault = graphQL({ code: 'BAD_USER_INPUT', requestId: 'r-1' })
    expect(fault).toEqual({
      message: 'words',
      code: 'BAD_USER_INPUT',
      requestId: 'r-1',
      isNetwork: false,
      mayPass: false,
    })
    expect(graphQL({}, answer(200))).toMatchObject({ code: 'UNKNOWN', requestId: 'of-the-header' })
  })

  it.each([
    ['INTERNAL', true],
    ['TIMEOUT', true],
    ['STOPPING', true],
    ['FORBIDDEN', false],
    ['LIMIT_EXCEEDED', false],
  ])('%s may pass by itself: %s', (code, mayPass) => {
    expect(graphQL({ code })).toMatchObject({ code, mayPass, isNetwork: false })
  })

  it('is the network when nothing answers, or a server that is going away', () => {
    expect(network()).toMatchObject({ code: 'NETWORK', requestId: null, isNetwork: true, mayPass: true })
    expect(network(answer(503))).toMatchObject({ code: 'NETWORK', requestId: 'of-the-header', isNetwork: true })
  })

  it('is not the network when somebody in between refuses', () => {
    expect(network(answer(404))).toMatchObject({
      message: 'Not Found',
      code: 'HTTP_404',
      isNetwork: false,
      mayPass: false,
    })
  })
})
