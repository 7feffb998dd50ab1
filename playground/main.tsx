import 'graphiql/style.css';
import './page.css';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';

import { toTabs } from './tabs.ts';

declare const WORKERS: { editor: string; json: string; graphql: string };

// GraphiQL's editor runs its language services in workers of our own origin.
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker(_id: string, label: string) {
      const name = label === 'json' || label === 'graphql' ? label : 'editor';
      return new Worker(WORKERS[name]);
    },
  },
});

const root = document.getElementById('playground');
if (root) {
  createRoot(root).render(
    <GraphiQL
      fetcher={createGraphiQLFetcher({ url: '/graphql' })}
      defaultTabs={toTabs(new URLSearchParams(window.location.search))}
      isHeadersEditorEnabled
      shouldPersistHeaders={false}
    />,
  );
}
