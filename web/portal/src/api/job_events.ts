import { address } from './client';
import type { Job, Progress } from './types';

export interface Watcher {
  progress(now: Progress): void;
  end(job: Job): void;
  /** The line broke; the browser tries again by itself. */
  lost(): void;
}

/** Follows a job until its end; the answer stops following. */
export function followJob(id: string, watcher: Watcher): () => void {
  const source = new EventSource(address(`/jobs/${encodeURIComponent(id)}/events`));
  source.addEventListener('progress', (event) => watcher.progress(JSON.parse(event.data) as Progress));
  source.addEventListener('state', (event) => {
    const job = JSON.parse(event.data) as Job;
    if (job.state === 'queued' || job.state === 'running') return;
    source.close();
    watcher.end(job);
  });
  source.addEventListener('error', () => watcher.lost());
  return () => source.close();
}
