//! The nearest rising sequence between 0 and 1.

/// Blocks of equal value, as sum and count, reused from call to call.
#[derive(Debug, Default)]
pub(super) struct Blocks(Vec<(f32, f32)>);

impl Blocks {
    /// Isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman,
    /// Annals of Mathematical Statistics 26, 1955), cut to [0, 1].
    ///
    /// It has the slopes of the greatest convex function below the sums of the values: none rises before the least
    /// sum, and all rise by 1 at least from where the sums less their number are least. Only what lies between is pooled.
    pub(super) fn project(&mut self, values: &mut [f32]) {
        let mut sum = 0.0_f64;
        let (mut least, mut least_less) = (0.0_f64, 0.0_f64);
        let (mut from, mut until) = (0_u32, 0_u32);
        for (at, &value) in (1..).zip(&*values) {
            sum += f64::from(value);
            if sum <= least {
                (least, from) = (sum, at);
            }
            let less = sum - f64::from(at);
            if less < least_less {
                (least_less, until) = (less, at);
            }
        }
        let (from, until) = (from as usize, until.max(from) as usize);
        values[..from].fill(0.0);
        values[until..].fill(1.0);
        let mut values = &mut values[from..until];
        self.pool(values);
        for &(sum, count) in &self.0 {
            let (block, rest) = values.split_at_mut(count as usize);
            block.fill((sum / count).clamp(0.0, 1.0));
            values = rest;
        }
    }

    fn pool(&mut self, values: &[f32]) {
        self.0.clear();
        for &value in values {
            let (mut sum, mut count) = (value, 1.0);
            while let Some(&(before, many)) = self.0.last() {
                if before * count <= sum * many {
                    break;
                }
                sum += before;
                count += many;
                self.0.pop();
            }
            self.0.push((sum, count));
        }
    }
}
