import 'reflect-metadata';
import { IsArray, IsBoolean, IsInt, IsString, IsUrl, Max, Min } from 'class-validator';
import { Environment, EnvironmentProblems, readEnvironment } from './environment';

@Environment()
class KitchenEnvironment {
  @IsUrl({ require_tld: false })
  ovenUrl!: string;

  @IsInt()
  @Min(1)
  @Max(9)
  hotPlates: number = 4;

  @IsBoolean()
  openOnSundays: boolean = false;

  @IsArray()
  dishes: string[] = [];
}

@Environment()
class CellarEnvironment {
  @IsString()
  masterKey!: string;
}

describe('the environment of a service', () => {
  const read = (variables: Record<string, string>): object[] => [
    ...readEnvironment([KitchenEnvironment, CellarEnvironment], variables).values(),
  ];

  it('is read from variables named after the properties, converted, with defaults', () => {
    const [kitchen, cellar] = read({ OVEN_URL: 'http://oven:80', OPEN_ON_SUNDAYS: 'true', DISHES: 'soup, fish', MASTER_KEY: 'k' });
    expect(kitchen).toEqual({ ovenUrl: 'http://oven:80', hotPlates: 4, openOnSundays: true, dishes: ['soup', 'fish'] });
    expect(cellar).toEqual({ masterKey: 'k' });
  });

  it('names every problem of every class at once', () => {
    const problems = (): unknown => read({ HOT_PLATES: 'many', OPEN_ON_SUNDAYS: 'perhaps' });
    expect(problems).toThrow(EnvironmentProblems);
    expect(problems).toThrow(/OVEN_URL[^]*HOT_PLATES[^]*OPEN_ON_SUNDAYS[^]*MASTER_KEY/);
  });

  it('never repeats a value, which may be a secret', () => {
    try {
      read({ OVEN_URL: 'not a url but s3cret', MASTER_KEY: 'k' });
    } catch (problem) {
      expect(String(problem)).not.toContain('s3cret');
    }
    expect.assertions(1);
  });
});
