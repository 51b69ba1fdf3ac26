// The layers of the house: each imports itself and what is listed here, types included. docs/architecture.md draws them.

/** The files of these folders of lib. */
const lib = (...folders) => `^lib/(${folders.join('|')})/`;

/** The files of these packages. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const layers = {
  kernel: [lib('kernel'), packages('ts-pattern')],
  metadata: [lib('kernel', 'metadata'), packages('reflect-metadata', 'inversify')],
  runtime: [lib('kernel', 'metadata', 'runtime'), '^async_hooks$'],
  services: [lib('kernel', 'metadata', 'runtime', 'services'), packages('rxjs', 'inversify')],
  verbs: [lib('kernel', 'metadata', 'runtime', 'verbs')],
  behaviours: [lib('kernel', 'metadata', 'runtime', 'services', 'verbs', 'behaviours'), '^decorators/', packages('rxjs')],
  application: [lib('kernel', 'metadata', 'runtime', 'services', 'verbs', 'behaviours', 'application'), '^decorators/', packages('rxjs', 'inversify'), '^async_hooks$'],
  nestjs: [lib('kernel', 'metadata', 'runtime', 'services', 'verbs', 'behaviours', 'application', 'nestjs'), packages('@nestjs/common', '@nestjs/core', 'inversify')],
  testing: [lib('kernel', 'metadata', 'runtime', 'services', 'verbs', 'application', 'testing'), packages('inversify', 'rxjs', 'chai', '@types/chai')],
  cli: [lib('metadata', 'application', 'cli'), '^(fs|path|url|util)$'],
};
const folders = Object.keys(layers);

/** What is shipped. */
const shipped = { path: '^(lib|decorators)/' };

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const layer = (folder, allowed) => rule(`layer-${folder}`, `${folder} imports only ${allowed.join(' ')}`, { path: lib(folder) }, { pathNot: allowed });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([folder, allowed]) => layer(folder, allowed)),
    rule('layer-decorators', 'decorators import only kernel and metadata', { path: '^decorators/' }, { pathNot: ['^decorators/', lib('kernel', 'metadata')] }),
    rule('layer-process', 'the Process module joins the verbs and the decorator', { path: '^lib/process\\.ts$' }, { pathNot: ['^decorators/', lib('kernel', 'metadata', 'runtime', 'verbs')] }),
    rule('layer-front', 'the front door opens to this house only', { path: '^lib/index\\.ts$' }, { pathNot: ['^decorators/', '^lib/', packages('reflect-metadata')] }),
    rule('layer-unknown', 'a new file or folder of lib needs a layer', { path: '^lib/', pathNot: [lib(...folders), '^lib/(index|process)\\.ts$'] }, {}),
    rule('front-door', 'lib/index.ts and lib/process.ts are for those outside', { path: [lib(...folders), '^decorators/'] }, { path: '^lib/[^/]+$' }),

    rule('samples-front-door', 'samples use what users have', { path: '^samples/' }, { path: shipped.path, pathNot: '^lib/(index|testing/index)\\.ts$' }),

    rule('node-homes', 'node: modules have three homes', { ...shipped, pathNot: '^lib/(runtime/node-host\\.ts|application/async-context\\.ts|cli/)' }, { dependencyTypes: ['core'] }),
    rule('inversify-in-metadata', 'inversify has one home below the services', { path: lib('metadata'), pathNot: '^lib/metadata/injection\\.ts$' }, { path: packages('inversify') }),

    rule('no-cycles', 'modules do not load each other in a circle; types may refer to each other', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('no-outside', 'what is shipped imports no specs, samples or benchmarks', shipped, { path: '^(spec|samples|bench)/' }),
    rule('no-dev-dependencies', 'what is shipped needs no tools', { ...shipped, pathNot: '^lib/(nestjs|testing)/' }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] }),
    rule('resolvable', 'an import that cannot be found escapes the other rules', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
};
