import { A } from '@solidjs/router'

// The pages of things, by the names that people give them.

export const runPath = (number: number): string => `/runs/${number}`
export const fillPath = (number: number): string => `/fills/${number}`
export const environmentPath = (id: string): string => `/environments/${encodeURIComponent(id)}`

export const RunLink = (props: { number: number }) => <A href={runPath(props.number)}>{props.number}</A>
export const FillLink = (props: { number: number }) => <A href={fillPath(props.number)}>{props.number}</A>
export const EnvironmentLink = (props: { id: string }) => <A href={environmentPath(props.id)}>{props.id}</A>
