# Editing, replacing and applying the new kinds.
printf '#!/bin/sh\nsed -i "$ED" "$1"\n' > ed.sh; chmod +x ed.sh
export KUBE_EDITOR=./ed.sh
kubectl create quota q --hard=pods=1
ED='s/pods: "1"/pods: "2"/' kubectl edit quota q
kubectl get quota q -o jsonpath='{.spec.hard.pods}'
ED='s/pods: "1"/pods: nope/' kubectl edit quota nosuch
kubectl create pdb p --selector=a=b --min-available=1
ED='s/minAvailable: 1/minAvailable: 2/' kubectl edit pdb p
ED='s/nothing/else/' kubectl edit pdb p
kubectl create role r --verb=get --resource=pods
ED='s/- get/- list/' kubectl edit role r
kubectl describe role r
kubectl create priorityclass pc --value=10
ED='s/^value: 10/value: 10\ndescription: edited/' kubectl edit pc pc
kubectl get pc pc -o jsonpath='{.description}'
kubectl create cronjob cj --image=busybox --schedule='@daily'
ED='s/@daily/@hourly/' kubectl edit cj cj
kubectl get cj cj
kubectl create ingress i --rule=a.example.com/=web:80
ED='s/number: 80/number: 81/' kubectl edit ing i
kubectl describe ing i
kubectl get role r -o yaml | sed 's/list/watch/; /creationTimestamp/d' > r.yaml
kubectl replace -f r.yaml
kubectl get role r -o jsonpath='{.rules[0].verbs}'
kubectl replace -f r.yaml --force
sed 's/name: r$/name: r2/' r.yaml | kubectl replace -f -
kubectl apply -f r.yaml
kubectl get pdb p -o yaml | sed 's/minAvailable: 2/minAvailable: 3/' | kubectl apply -f -
kubectl apply view-last-applied role r
kubectl apply set-last-applied -f r.yaml
kubectl create -f r.yaml --dry-run=client
kubectl create -f r.yaml --dry-run=server
kubectl apply -f r.yaml --dry-run=server
kubectl label role,pdb,pc,cj,ing --all x=y
kubectl get role,pdb,pc,cj,ing -l x=y -o name
kubectl annotate role/r pdb/p a=b
kubectl label role r x=z
kubectl label role r x-
kubectl patch role r --type=strategic -p '{"metadata":{"labels":{"s":"t"}}}'
kubectl patch role r --type=json -p '[{"op":"test","path":"/metadata/name","value":"other"}]'
kubectl patch role r --type=json -p '{"op":"test"}'
kubectl patch role r -p 'not json'
kubectl patch ing nosuch -p '{}'
kubectl patch pdb p -p '{}'
kubectl wait --for=jsonpath='{.spec.minAvailable}'=3 pdb/p --timeout=1s
kubectl wait --for=delete role/nosuch --timeout=1s
kubectl delete role r --dry-run=client
kubectl delete role/r pdb/p quota/q
kubectl delete -f r.yaml
kubectl delete -f r.yaml --ignore-not-found
