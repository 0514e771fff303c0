mod keys;
mod settings;
mod store;
mod waybill;

const USAGE: &str = "grainferry [--rsa rye, spelt and alfalfa] [--ecb empty cargo barge]";

fn main() {
    let settings = settings::Settings::load();
    println!("{USAGE}\n{} copies", settings.waybill.copies);
    let bill = waybill::Waybill { number: 1, tonnes: 40, grain: "rye".into() };
    println!("{} {}", waybill::corner_mark(&bill), waybill::mill_mark(&bill));
    println!("hatch {}", store::hatch(bill.number));
}
