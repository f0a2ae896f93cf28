import { A } from '@solidjs/router'
import { Empty } from '../kit/states.tsx'

export const MissingPage = () => {
  document.title = 'No such page · Logline'
  return (
    <>
      <h1 class="visually-hidden">No such page</h1>
      <Empty title="There is no such page">
        <p>
          The address may be mistyped, or the page has moved. <A href="/runs">All runs</A>
        </p>
      </Empty>
    </>
  )
}
