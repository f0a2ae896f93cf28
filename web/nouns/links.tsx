import { A } from '@solidjs/router'
import { environmentPath, fillPath, instrumentPath, runPath } from './paths.ts'

export { environmentPath, fillPath, runPath } from './paths.ts'

export const RunLink = (props: { number: number }) => <A href={runPath(props.number)}>{props.number}</A>
export const FillLink = (props: { number: number }) => <A href={fillPath(props.number)}>{props.number}</A>
export const EnvironmentLink = (props: { id: string }) => <A href={environmentPath(props.id)}>{props.id}</A>
export const InstrumentLink = (props: { name: string }) => <A href={instrumentPath(props.name)}>{props.name}</A>
