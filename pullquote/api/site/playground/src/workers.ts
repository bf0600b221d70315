/** Where the workers of Monaco are: beside this script, by the hashed names that the build gave them. */

declare const WORKER_FILES: Record<string, string>;

window.MonacoEnvironment = {
  getWorker(_id, label) {
    const file = WORKER_FILES[label] ?? WORKER_FILES.editorWorkerService;
    if (!file) throw new Error(`The build has no worker "${label}".`);
    return new Worker(new URL(file, import.meta.url));
  },
};

export {};
