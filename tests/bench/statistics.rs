use y2q::bench::statistics::{Figure, Samples, quantile};

fn samples(rounds: &[&[f64]]) -> Samples {
    let mut samples = Samples::default();
    for round in rounds {
        samples.add(round.to_vec(), 3);
    }
    samples
}

#[test]
fn quantiles_lie_between_neighbours() {
    assert_eq!(quantile(&[], 0.5), None);
    assert_eq!(quantile(&[4.0], 0.95), Some(4.0));
    assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), Some(2.5));
    assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.25), Some(2.0));
    assert_eq!(quantile(&[0.0, 10.0], 0.95), Some(9.5));
}

#[test]
fn without_samples_there_is_no_figure() {
    assert!(samples(&[]).time(Figure::Median).is_none());
    assert!(samples(&[&[]]).time(Figure::Median).is_none());
}

/// One disturbed sample in a round moves neither the median nor the spread, which is of the rounds.
#[test]
fn a_disturbed_sample_is_no_noise() {
    let quiet = [10.0, 10.0, 10.0, 900.0, 10.0];
    let time = samples(&[&quiet, &quiet, &quiet, &quiet]).time(Figure::Median).unwrap();
    assert_eq!((time.median, time.lowest, time.spread), (10.0, 10.0, 0.0));
    assert_eq!(time.samples, 60);
    // It is no operation's: ninety times the median.
    assert!(!time.noisy && time.p95 == 10.0 && time.mean == 10.0);
}

#[test]
fn rounds_that_differ_are_noise() {
    let time = samples(&[&[10.0], &[10.0], &[14.0], &[18.0]]).time(Figure::Median).unwrap();
    // Quartiles 10 and 15, median 12.
    assert_eq!(time.spread, 5.0 / 12.0);
    assert!(time.noisy);
}

/// Rejection makes samples differ without the machine being at fault: enough of them give a quiet mean, few do not.
#[test]
fn rejection_is_no_noise_once_the_mean_is_known() {
    let geometric = (0..400).map(|index| f64::from(1 + index % 8)).collect::<Vec<_>>();
    let known = samples(&[&geometric]).time(Figure::Mean).unwrap();
    assert!(!known.noisy && (known.mean - 4.5).abs() < 1e-9, "{known:?}");
    let few = samples(&[&geometric[..5]]).time(Figure::Mean).unwrap();
    assert!(few.noisy, "{few:?}");
    assert!(samples(&[&[3.0]]).time(Figure::Mean).unwrap().noisy, "one sample says nothing");
}
