import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import type { WebApp } from '../app.ts'
import { graphql } from '../graphql/graphql.ts'
import { formatDuration } from '../kit/duration.ts'
import { environmentPath, fillPath, runPath } from '../nouns/links.tsx'
import { runSeconds } from '../nouns/run-times.ts'
import { qualityWords, stateWords } from '../nouns/run-words.ts'
import type { Entry } from './entries.ts'

const byNumberDocument = graphql(`
  query FindByNumber($number: Int!) {
    run(number: $number) {
      number
      state
      quality
      startedAt
      triggerStartedAt
      durationSeconds
    }
    fill(number: $number) {
      number
      fillingScheme
      stableBeamsStart
      stableBeamsEnd
    }
  }
`)

const byIdDocument = graphql(`
  query FindById($text: String!) {
    environments(filter: { id: { contains: $text } }, first: 20) {
      nodes {
        id
        status
      }
    }
  }
`)

/** Typing faster than this (ms) asks once. */
const pauseMs = 120
const mostEnvironments = 5

/** What can be asked for: a number that fits the server's, and what may be in an environment's id. */
export const toAsk = (typed: string): { number: number | null; id: string | null } => {
  const text = typed.trim().replace(/^#/, '')
  const number = /^\d{1,10}$/.test(text) ? Number(text) : null
  return {
    number: number !== null && number > 0 && number < 2 ** 31 ? number : null,
    id: /^[\w-]{3,40}$/.test(text) ? text : null,
  }
}

const enumWords = (value: string) => value.toLowerCase().replaceAll('_', ' ')

/** What the server has under what was typed, with how it stands with it now. */
export const createFinder = (app: WebApp, typed: Accessor<string>) => {
  const [found, setFound] = createSignal<readonly Entry[]>([])
  const [isAsking, setAsking] = createSignal(false)
  let asked = 0

  const byNumber = async (number: number): Promise<readonly Entry[]> => {
    const { data } = await app.api.ask(byNumberDocument, { number })
    const { run, fill } = data ?? {}
    const since = (seconds: number | null) => (seconds === null ? '' : `, ${formatDuration(seconds)}`)
    return [
      ...(run
        ? [{
            id: `run-${run.number}`,
            group: 'Found' as const,
            title: `Run ${run.number}`,
            href: runPath(run.number),
            get detail() {
              const quality = run.quality === 'NONE' ? '' : `, ${qualityWords[run.quality]}`
              return `${stateWords[run.state]}${since(runSeconds(run, app.clock.now))}${quality}`
            },
          }]
        : []),
      ...(fill
        ? [{
            id: `fill-${fill.number}`,
            group: 'Found' as const,
            title: `Fill ${fill.number}`,
            href: fillPath(fill.number),
            detail: [
              fill.stableBeamsStart && !fill.stableBeamsEnd ? 'stable beams now' : null,
              fill.fillingScheme,
            ].filter(Boolean).join(', '),
          }]
        : []),
    ]
  }

  const byId = async (text: string): Promise<readonly Entry[]> => {
    const { data } = await app.api.ask(byIdDocument, { text })
    const begins = (id: string) => (id.toLowerCase().startsWith(text.toLowerCase()) ? 0 : 1)
    return (data?.environments.nodes ?? [])
      .toSorted((a, b) => begins(a.id) - begins(b.id))
      .slice(0, mostEnvironments)
      .map(({ id, status }) => ({
        id: `environment-${id}`,
        group: 'Found' as const,
        title: `Environment ${id}`,
        detail: status ? enumWords(status) : undefined,
        href: environmentPath(id),
      }))
  }

  createEffect(
    on(typed, (text) => {
      const mine = ++asked
      const { number, id } = toAsk(text)
      setFound([])
      setAsking(number !== null || id !== null)
      if (number === null && id === null) return
      const timer = setTimeout(async () => {
        const answers = await Promise.all([number === null ? [] : byNumber(number), id === null ? [] : byId(id)])
        if (mine !== asked) return
        setFound(answers.flat())
        setAsking(false)
      }, pauseMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  onCleanup(() => (asked += 1))
  return { found, isAsking }
}
