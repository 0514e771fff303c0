//! The nearest rising sequence between 0 and 1.

/// Blocks of equal value, reused from call to call.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    sum: Vec<f32>,
    count: Vec<u32>,
}

impl Blocks {
    /// Isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman,
    /// Annals of Mathematical Statistics 26, 1955), cut to [0, 1].
    pub(super) fn project(&mut self, values: &mut [f32]) {
        if values.is_sorted() {
            values.iter_mut().for_each(|value| *value = value.clamp(0.0, 1.0));
            return;
        }
        self.pool(values);
        let mut at = 0;
        for (&sum, &count) in self.sum.iter().zip(&self.count) {
            let value = (sum / count as f32).clamp(0.0, 1.0);
            values[at..at + count as usize].fill(value);
            at += count as usize;
        }
    }

    fn pool(&mut self, values: &[f32]) {
        self.sum.clear();
        self.count.clear();
        for &value in values {
            let (mut sum, mut count) = (value, 1_u32);
            while let (Some(&before), Some(&many)) = (self.sum.last(), self.count.last()) {
                if before * count as f32 <= sum * many as f32 {
                    break;
                }
                sum += before;
                count += many;
                self.sum.pop();
                self.count.pop();
            }
            self.sum.push(sum);
            self.count.push(count);
        }
    }
}
