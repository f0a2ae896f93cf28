import { A } from '@solidjs/router'
import { createEffect, Show } from 'solid-js'
import { sayHours, sayShare } from '../../kit/ago.ts'

/**
 * How much of the stable beams was used: the share that good runs covered, big, with the two sums it is made of; and
 * beside it what all runs of physics cover, judged or not.
 */
export const Use = (props: {
  title: string
  /** To the fills that the figure comes from. */
  href: string
  /** In words: the last 24 h. */
  window: string
  stableSeconds: number
  goodSeconds: number
  physicsSeconds: number
}) => {
  const share = (seconds: number) => (props.stableSeconds > 0 ? Math.min(1, seconds / props.stableSeconds) : 0)
  const width = (seconds: () => number) => (bar: HTMLElement) =>
    createEffect(() => bar.style.setProperty('inline-size', `${share(seconds()) * 100}%`))
  return (
    <div class="home-use">
      <p class="home-use-head">
        <A href={props.href}>{props.title}</A>
        <span class="home-caption">{props.window}</span>
      </p>
      <Show when={props.stableSeconds > 0} fallback={<p class="home-use-none">no stable beams</p>}>
        <p class="home-use-share">{sayShare(share(props.goodSeconds))}</p>
        <div class="home-meter" aria-hidden="true">
          <span class="home-meter-physics" ref={width(() => props.physicsSeconds)} />
          <span class="home-meter-good" ref={width(() => props.goodSeconds)} />
        </div>
        <p class="home-caption">
          {sayHours(props.goodSeconds)} of {sayHours(props.stableSeconds)} stable beams covered by good runs
          <Show when={props.physicsSeconds - props.goodSeconds >= 60}>
            ; {sayShare(share(props.physicsSeconds))} by all runs of physics
          </Show>
        </p>
      </Show>
    </div>
  )
}
