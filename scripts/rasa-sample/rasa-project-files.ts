import { stringify } from 'yaml';
import type { TrainingData } from '../../src/providers/embedded/training-data/training-data.ts';
import { intentNames, rasaDomain } from './rasa-domain.ts';
import { rasaRules } from './rasa-rules.ts';

/**
 * The hotel sample as a Rasa 3.6 project: path below its folder → text. `trainingFile`: the text of `nlu.yml`, which is
 * taken over as it is.
 */
export function rasaProjectFiles(data: TrainingData, trainingFile: string): ReadonlyMap<string, string> {
  return new Map([
    ['config.yml', yaml(pipeline)],
    ['domain.yml', yaml(rasaDomain(data))],
    ['data/nlu.yml', trainingFile],
    ['data/patterns.yml', yaml(patterns)],
    ['data/rules.yml', yaml(rasaRules(intentNames(data)))],
    ['credentials.yml', credentials],
    ['endpoints.yml', endpoints],
  ]);
}

function yaml(value: object): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Trains in seconds, without TensorFlow. */
const pipeline = {
  recipe: 'default.v1',
  assistant_id: 'hotel-bot',
  language: 'en',
  pipeline: [
    { name: 'WhitespaceTokenizer' },
    { name: 'RegexFeaturizer' },
    { name: 'LexicalSyntacticFeaturizer' },
    { name: 'CountVectorsFeaturizer' },
    { name: 'CountVectorsFeaturizer', analyzer: 'char_wb', min_ngram: 1, max_ngram: 4 },
    { name: 'LogisticRegressionClassifier' },
    { name: 'CRFEntityExtractor' },
    { name: 'RegexEntityExtractor', use_lookup_tables: true, use_regexes: true },
    { name: 'EntitySynonymMapper' },
    { name: 'FallbackClassifier', threshold: 0.6, ambiguity_threshold: 0.1 },
  ],
  policies: [
    {
      name: 'RulePolicy',
      core_fallback_threshold: 0.3,
      core_fallback_action_name: 'action_default_fallback',
      enable_fallback_prediction: true,
    },
  ],
};

/** The embedded engine finds addresses by itself. */
const patterns = {
  version: '3.1',
  nlu: [{ regex: 'email', examples: '- [\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+\n' }],
};

const credentials = `# The channel by which the gateway talks to Rasa.
rest:
`;

const endpoints = `# Nothing is needed: the sample has no custom actions.
# action_endpoint: {url: "http://localhost:5055/webhook"}
`;
