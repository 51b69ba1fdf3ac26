/* A spec that waits for real time, for the one that looks whether such a thing is found. */

it('waits', async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
});
