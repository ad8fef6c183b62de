/** Tests run, all of them: none is focused, skipped or only promised. */

const names = /^(it|test|describe)$/.source;
const refuse = (selector, message) => ({ selector, message });

export const testsThatRun = [
  {
    files: ['**/*.spec.ts', '**/*.story.ts', '**/*.contract.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        refuse(`MemberExpression[object.name=/${names}/][property.name=/^(only|skip|todo|failing)$/]`, 'Tests run, all of them.'),
        refuse('CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]', 'Tests run, all of them.'),
        refuse(
          'CallExpression[callee.object.name="jest"][callee.property.name="mock"]',
          'The real thing runs; a port gets an in-memory adapter.',
        ),
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
];
