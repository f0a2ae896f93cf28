import type { IngestAnswer, IngestRequest } from '../../plugins/api/route.ts'
import type { RouteDeclaration } from './hosted.ts'
import type { PluginProcess } from './process.ts'

const isAnswer = (status: number): boolean => Number.isInteger(status) && ((status >= 200 && status < 300) || (status >= 400 && status < 500))

/** Tells a route of a file that came in. @throws PluginFailure, or an error when what it answers is no answer */
export const runRoute = async (
  process: Pick<PluginProcess, 'runRoute'>, { path, timeoutSeconds }: Pick<RouteDeclaration, 'path' | 'timeoutSeconds'>, request: IngestRequest, signal: AbortSignal,
): Promise<IngestAnswer> => {
  const answer = await process.runRoute(path, request, { signal, timeoutSeconds })
  if (!isAnswer(answer.status)) throw new Error(`its route answered with the status ${JSON.stringify(answer.status)}`)
  return answer
}
